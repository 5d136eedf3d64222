"""Residue: what is found at the edges of articles, and what headings and prose may say freely."""

from __future__ import annotations

import pytest

from mtcheck.article import Article, Markup
from mtcheck.finding import Finding, Safety
from mtcheck.knowledge import boilerplate, phrases
from mtcheck.overlaps import resolve
from mtcheck.readers.markdown import parse as parse_markdown
from mtcheck.rules import Context, rules
from mtcheck.rules._lines import lines

RULES = [rule for rule in rules().values() if rule.id.startswith("RES")]
HEAD = "Harbour gets a new ferry terminal"
BODY = [
    "The harbour authority said on Tuesday that the terminal will open in May this year.",
    "Engineers found cracks in one of the piers, and the repair took longer than planned.",
    "Shop owners hope that the terminal will bring more visitors to the old town.",
]


def check(text: str, markup: Markup = "text") -> list[Finding]:
    article = (
        parse_markdown(text, "a.md", "utf-8")
        if markup == "markdown"
        else Article(text, markup=markup)
    )
    return resolve(f for rule in RULES for f in rule.check(article, Context()))


def page(*parts: str, gap: str = "\n\n") -> str:
    return gap.join(parts)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
@pytest.mark.parametrize(
    "line",
    [
        "Share this story",
        "14 Comments",
        "Leave a comment",
        "Back to top",
        "6 min read",
        "READ MORE: Ferry strike enters its third week",
        "Most Popular Stories",
        "Follow us on Facebook and Twitter for more updates",
        "This site uses cookies. By continuing to use this site you agree to their use.",
        "We noticed that you are using an ad blocker. Please turn it off for our site.",
        "Sign up for our morning newsletter",
        "© 2022 Example Media Ltd",
        "Photo: A. Person / Example Agency",
        "Advertisement",
        "Kommentar schreiben",
        "Lire aussi : La grève des ferries continue",
        "Читайте также",
        "関連記事",
        "Yazarın diğer yazılarını görmek için tıklayın",
        "Updated 3 June 2022, 18:40 GMT",
        "0:00 / 3:15",
        "— Kari Example (@kariexample) June 3, 2022",
        "Share Save Listen to this article",
        "Never miss a story. Follow our WhatsApp channel for breaking news.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Wij gebruiken cookies. Klik op akkoord als je deze website wilt gebruiken.",
        "Please consider making a donation today to our independent newsroom, because it helps us.",
        "Baca juga: Feri baru tiba di pelabuhan",
    ],
)
def test_lines_behind_the_article_are_found(line: str, gap: str) -> None:
    text = page(HEAD, *BODY, line, gap=gap)
    found = check(text)
    assert [f.text for f in found] == [line]
    assert found[0].suggestions[0].text == ""


@pytest.mark.parametrize(
    "line",
    [
        "Source",
        "Comments",
        "World",
        "Print",
        "The source of the river",
        "Related work",
        "What the newsletter says",
        "Cookies and cakes",
        "Popular with families",
        "Share of the market",
        "Photographs and memories",
        "By Kari Example",
        "BERGEN, Norway",
        "May 14, 2022",
        "“Das ist ja wunderbar”",
        "Kari Nordmann Ødegård",
        "Follow the money",
        "Top ten ferries",
        "Saturday, June 4, 7:30 pm",
        "10:05 GMT, June 4, 2022",
        "Ferry 3:41:07",
        "Up next",
        "Economy and environment",
        "Register for the race",
    ],
)
def test_headings_bylines_datelines_and_quotations_within_it_are_not(line: str) -> None:
    assert check(page(HEAD, BODY[0], line, *BODY[1:])) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more books, the minister told the pupils of the school on Friday.",
        "We use cookies as bait, said the hunter who caught the bear last week.",
        "She asked readers to subscribe to the idea that ferries can be on time.",
        "Publishers fear that visitors with an ad blocker will never pay for news.",
        "All comments were sent to the council, which will print them in its report.",
        "Share prices of the ferry company fell by three percent on the news.",
        "The most read story of the week was about a cat that took the ferry.",
        "Join the queue at noon, and the app of the ferry company will ring at your turn.",
        "Get to the pier early, since our channel is narrow and our whatsapp group is asleep.",
        "The text may be copied with written permission, and the museum gives it freely.",
        "Support for the pier came from people who read our work and from the council.",
        "The ferry sails at 7:30 pm on June 4, 2022, and comes back at 9:15 pm the same day.",
    ],
)
def test_sentences_that_use_such_words_are_not(sentence: str) -> None:
    assert check(page(HEAD, BODY[0], sentence, *BODY[1:])) == []
    assert check(page(HEAD, *BODY, sentence)) == []


def test_a_ranking_is_one_finding_with_its_headlines() -> None:
    for head in ("Most read", "“Politics” popular articles"):
        box = f"{head}\n-\nFerry strike enters third week\n-\nBridge closed until next spring"
        (found,) = check(page(HEAD, *BODY, box, gap="\n"))
        assert found.text == box


@pytest.mark.parametrize(
    "line",
    [
        "Home > Sampleshire > Harbour Town",
        "News / Local / Harbour Town",
        "Scores Schedule Standings Stats Teams Fantasy",
        "ANASAYFA TÜRKİYE DÜNYA EKONOMİ SPOR",
        "Updated - Jun 4, 2022 - 10:05 am GMT+3",
        "Published 4th June 2022, 10:05 BST · Updated 2 days ago · 3 min read",
        "19° Mostly Cloudy",
        "Log In | Sign Up",
    ],
)
def test_lines_ahead_of_the_article_are_found(line: str) -> None:
    assert line in [f.text for f in check(page(line, HEAD, *BODY))]


@pytest.mark.parametrize("label", ["Advertisement", "Article continues below", "Publicidad"])
def test_labels_between_sentences_are_found(label: str) -> None:
    text = page(HEAD, f"{BODY[0]} {label} {BODY[1]}", BODY[2])
    (found,) = check(text)
    assert (found.rule, found.text.strip()) == ("RES013", label)


@pytest.mark.parametrize(
    "credit", ["(Kari Example/Reuters)", "[File photo]", "| Photo Credit: Kari Example"]
)
def test_captions_are_found_by_their_credit(credit: str) -> None:
    caption = f"The new terminal seen from the pier. {credit}"
    assert [f.text for f in check(page(HEAD, BODY[0], caption, *BODY[1:]))] == [caption]


def test_a_glued_menu_ahead_of_a_cut_headline_goes_with_it() -> None:
    line = "HomeWorldHarbour gets a new..."
    found = check(page(line, HEAD, *BODY))
    assert line in [f.text for f in found]


def test_markdown_headings_are_the_articles_own() -> None:
    text = page(f"# {HEAD}", BODY[0], "## Comments", BODY[1], "## Related articles", BODY[2])
    assert check(text, "markdown") == []


def test_only_whole_labels_are_safe_to_delete() -> None:
    found = check(page(HEAD, *BODY, "Share this story", "Source: Example Agency"))
    assert [f.suggestions[0].safety for f in found] == [Safety.SAFE, Safety.UNSAFE]


def test_a_page_about_cookies_is_not_its_own_notice() -> None:
    notices = ["We use cookies to show you what you like."] * 6
    assert check(page("What we know of you", *notices, BODY[0])) == []


def test_short_labels_under_wrapped_paragraphs_are_lines_of_their_own() -> None:
    article = Article(BODY[0] + "\nShare this story\nPrint")
    assert [line.text for line in lines(article).items][1:] == ["Share this story", "Print"]


def test_every_phrase_of_the_table_matches_itself() -> None:
    table = phrases.table()
    for mode, known in table.phrases.items():
        for key, hit in known.items():
            assert key == boilerplate.normalise(" ".join(key)), (mode, hit)
            if mode in ("line", "open"):
                assert boilerplate.match(" ".join(key)) is not None, hit


def test_the_table_says_where_it_comes_from_and_repeats_nothing_in_a_row() -> None:
    for kind, mode, language, _, text in phrases.rows():
        assert kind.isalpha(), kind
        assert mode in ("line", "label", "start", "open", "end", "has", "all", "call", "word")
        assert 2 <= len(language) <= 3
        words = text.replace("+", "|").split("|")
        assert all(phrase.strip() == phrase != "" for phrase in words), (kind, mode, language)


@pytest.mark.parametrize("text", ["", " ", "\n", "-", "©", "|||", "a", "…", "\ufffc" * 9, "0" * 99])
def test_odd_lines_match_nothing_and_raise_nothing(text: str) -> None:
    boilerplate.match(text)
    assert check(text) == []
