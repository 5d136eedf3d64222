"""From folders of clean text to a folder of models: the steps of `mtcheck train`, in order.

OUT/models/ is what `--models-dir` takes; OUT/work/ what the steps leave for one another;
OUT/log.jsonl has a row for each step, OUT/work/network/log.jsonl losses and dev metrics, and
OUT/loss.svg shows them.
"""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from mtcheck.errors import UsageError
from mtcheck.models.features import WordFeatures
from mtcheck.models.memory import Memory
from mtcheck.models.network import Files
from mtcheck.models.network import Network as Runtime
from mtcheck.models.network_tagger import FIRST_LOOK
from mtcheck.models.ngrams import NgramModel
from mtcheck.models.swaps import SwapTable
from mtcheck.training import (
    corpus,
    encoder,
    fit,
    judged,
    named,
    package,
    phrasing,
    recipes,
    remember,
    scores,
    start,
    translation,
    weigh,
)
from mtcheck.training.calibrate import fit as fit_calibration
from mtcheck.training.counts import count
from mtcheck.training.evidence import finding_odds
from mtcheck.training.first_look import fit_first_pass
from mtcheck.training.neighbours import neighbours
from mtcheck.training.network import Translation
from mtcheck.training.progress import Log, plot
from mtcheck.training.shards import SIDE, Maker
from mtcheck.training.steps import Steps
from mtcheck.training.swapped import swap_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtcheck.training.config import Config
    from mtcheck.training.network import Network
    from mtcheck.training.progress import Watch
    from mtcheck.training.spinner import Family

TABLES = ("ngrams.npz", "swaps.npz")
GRAPHS = (
    "encoder.onnx", "spans.onnx", "step.onnx", "translated.onnx", "words.npz", *TABLES,
    "tokenizer.json",
)  # fmt: skip


class Training:
    """One recipe with its output folder."""

    def __init__(
        self, config: Config, out: Path, *, resume: bool = False, quiet: bool = False
    ) -> None:
        self.config, self.work, self.models = config, out / "work", out / "models"
        named.check(config)
        for folder in (self.work, self.models):
            folder.mkdir(parents=True, exist_ok=True)
        self._log = Log(out / "log.jsonl", quiet=quiet)
        self._steps = Steps(self.work / "steps", self._log, resume=resume)
        self._plot = out / "loss.svg"

    def network(self, *, again: bool = True) -> None:
        """Counts, shards and the network; not made `again`, they are asked to be there."""
        config, run, work = self.config, self._steps.run, self.work
        folders = config.paths("texts", "folders")
        run(
            "texts", self._texts, [work / "texts.jsonl"], again=again,
            reads=[config.seed, {k: v for k, v in config["texts"].items() if k != "folders"}],
            files=corpus.files(folders),
        )  # fmt: skip
        run("counts", self._counts, [work / "ngrams.npz"], again=again, reads=config["counts"],
            files=named.start(config, named.COUNTS), after=["texts"])  # fmt: skip
        place = self._encoder
        run("neighbours", self._neighbours, [work / "neighbours.txt"], again=again,
            reads=config["neighbours"],
            files=[place / "tokenizer.json", place / "config.json"])  # fmt: skip
        synonyms = list(named.tables(config["synonyms"]))
        run("swaps", self._swaps, [work / "swaps.npz"], again=again, files=synonyms,
            reads=[config["swaps"], config["synonyms"]], after=["texts", "neighbours"])  # fmt: skip
        given = [p for name in _READ for p in named.tables(config[name])]
        run(
            "shards", self._shards, [work / "shards" / SIDE], again=again,
            reads=[
                config["shards"], config["shares"], config["spellings"], config["judged"],
                config["translation"]["noised"], config["teacher"],
            ],
            files=given, after=["texts", "counts", "swaps"],
        )  # fmt: skip
        section = {k: v for k, v in config["network"].items() if k not in _NO_MATTER}
        run("network", self._network, [work / "network" / "final.pt"], again=again, reads=section,
            files=named.start(config, *named.GRAPHS), after=["shards"])  # fmt: skip
        section = {k: v for k, v in config["translation"].items() if k not in _NO_MATTER}
        run("translation", self._translation, [work / "translation" / "final.pt"], again=again,
            reads=section, after=["network"])  # fmt: skip
        run("export", self._export, [self.models / name for name in GRAPHS], again=again,
            reads=config["network"]["written"], after=["network", "translation"])  # fmt: skip

    def rewriter(self) -> None:
        """The lexical memory and the ranking of candidates, on the tagger's network."""
        run = self._steps.run
        run("memory", self._memory, [self.models / "memory.npz"],
            reads=self.config["memory"], after=["shards"])  # fmt: skip
        run("ranking", self._ranking, [self.models / "ranking.json"],
            reads=self.config["ranking"], after=["export", "memory"])  # fmt: skip

    def verdict(self) -> None:
        """How translations are phrased, and the calibration of articles and of their words."""
        run = self._steps.run
        run("phrasing", self._phrasing, [self.models / "phrasing.npz"], after=["texts"],
            reads=self.config["phrasing"],
            files=named.tables(self.config["judged"]))  # fmt: skip
        run("scores", self._scores, [self.work / "scores.npz"],
            reads=self.config["calibration"], after=["export", "phrasing"])  # fmt: skip
        run("evidence", self._evidence, [self.work / "evidence.json"], after=["texts"],
            reads=self.config["evidence"], files=named.tables(self.config["judged"]))  # fmt: skip
        run("calibration", self._calibration, [self.models / "calibration.json"], reads=None,
            after=["scores", "evidence"])  # fmt: skip
        run("first-pass", self._first_pass, [self.models / FIRST_LOOK],
            reads=self.config["first_pass"], after=["calibration"])  # fmt: skip

    @cached_property
    def _encoder(self) -> Path:
        return encoder.folder(self.config["network"]["encoder"])

    @cached_property
    def _families(self) -> Mapping[str, Family]:
        sources = self.config.synonyms(self.work / "neighbours.txt")
        try:
            return recipes.families(sources)
        except (OSError, ValueError, LookupError) as error:
            given = ", ".join(str(path) for path in named.tables(self.config["synonyms"]))
            raise UsageError(
                f"synonyms cannot be read as what they are given for: {error!r} ({given})"
            ) from error

    @cached_property
    def _runtime(self) -> Runtime:
        return Runtime(Files(self.models))

    def _some(self, *splits: str) -> list[corpus.Text]:
        """Texts of some splits in a fixed random order.  UsageError when there are none."""
        texts = corpus.load(self.work / "texts.jsonl", *splits)
        if not texts:
            raise UsageError(f"too little clean text: none falls to {' or '.join(splits)}")
        random.Random(self.config.seed).shuffle(texts)
        return texts

    def _texts(self, _: Watch, figures: dict[str, Any]) -> None:
        folders = self.config.paths("texts", "folders")
        texts = list(corpus.read(folders, self.config["texts"]))
        corpus.save(self.work / "texts.jsonl", texts)
        for text in texts:
            figures[text.split] = figures.get(text.split, 0) + 1

    def _counts(self, _: Watch, figures: dict[str, Any]) -> None:
        section = self.config["counts"]
        if known := named.start(self.config, named.COUNTS):
            shutil.copy(known[0], self.work / "ngrams.npz")
            return
        model = count((t.text for t in self._some("count")), section["bits"], section["least"])
        model.save(self.work / "ngrams.npz")
        figures |= {k: int((t.slots > 0).sum()) for k, t in model.tables.items()}

    def _neighbours(self, _: Watch, figures: dict[str, Any]) -> None:
        net = encoder.network(self._encoder, self.config.seed)
        lines = list(
            neighbours(
                net.words.weight, encoder.tokenizer(self._encoder), **self.config["neighbours"]
            )
        )
        text = "".join(f"{line}\n" for line in lines)
        (self.work / "neighbours.txt").write_text(text, encoding="utf-8")
        figures["words"] = len(lines)

    def _swaps(self, _: Watch, figures: dict[str, Any]) -> None:
        section = self.config["swaps"]
        texts = [text.text for text in self._some("train")][: section["articles"]]
        heads = remember.heads(texts, section["commonest"])
        sources = self.config.synonyms(self.work / "neighbours.txt")
        table = swap_table(texts, heads, self._families, sources)
        table.save(self.work / "swaps.npz")
        figures["phrases"] = len(table.keys)

    def _shards(self, watch: Watch, figures: dict[str, Any]) -> None:
        folder = self.work / "shards"
        shutil.rmtree(folder, ignore_errors=True)
        tokenizer = encoder.tokenizer(self._encoder)
        features = WordFeatures(
            NgramModel.load(self.work / "ngrams.npz"), SwapTable.load(self.work / "swaps.npz")
        )
        maker = Maker(self.config, tokenizer, features, self._families, folder)
        train = self._some("train")
        for number, _ in enumerate(maker.shards(train), 1):
            watch(number / self.config["shards"]["number"], {})
        figures["development"] = len(list(maker.development(self._some(*_KEPT_BACK))))
        maker.side(train)
        figures["doubts"] = len(list(maker.doubted(train)))

    def _network(self, watch: Watch, figures: dict[str, Any]) -> None:
        folder, shards = self.work / "network", self.work / "shards"
        if not self._steps.goes_on("network"):
            shutil.rmtree(folder, ignore_errors=True)
        net = encoder.network(self._encoder, self.config.seed)
        kept = self.config["network"]["kept"]
        if trained := self.config["network"]["start"]:
            start.put(net, Path(trained))
        mixed = bool(trained and kept)
        before = (
            {name: weight.clone() for name, weight in net.state_dict().items()} if mixed else {}
        )
        development = sorted(shards.glob("dev_*.npz"))
        fit.fit(
            net, sorted(shards.glob("shard_*.npz")), shards / SIDE, development, folder,
            self.config, watch,
        )  # fmt: skip
        if mixed:
            start.mix(net, before, kept)
            torch.save(net.state_dict(), folder / "final.pt")
        figures["dev"] = fit.measure(net, fit.packs(development))
        if (folder / "log.jsonl").exists():
            plot(folder / "log.jsonl", self._plot)

    def _translation(self, watch: Watch, _: dict[str, Any]) -> None:
        folder, shards = self.work / "translation", self.work / "shards"
        if not self._steps.goes_on("translation"):
            shutil.rmtree(folder, ignore_errors=True)
        net = Translation(self._trained(), self.config["translation"]["layers"])
        translation.fit(net, sorted(shards.glob("doubts_*.npz")), folder, self.config, watch)

    def _trained(self) -> Network:
        net = encoder.network(self._encoder, self.config.seed)
        net.load_state_dict(torch.load(self.work / "network" / "final.pt", weights_only=True))
        return net

    def _export(self, _: Watch, figures: dict[str, Any]) -> None:
        tokenizer = self._encoder / "tokenizer.json"
        tables = [self.work / name for name in TABLES]
        written = package.commonest(
            [*sorted((self.work / "shards").glob("shard_*.npz")), self.work / "shards" / SIDE],
            self.config["network"]["written"],
        )
        net = self._trained()
        package.network(net, self.models, tables, tokenizer, written)
        judge = Translation(net, self.config["translation"]["layers"])
        weights = torch.load(self.work / "translation" / "final.pt", weights_only=True)
        judge.load_state_dict(weights)
        package.translation(judge, self.models)
        figures["megabytes"] = sum(p.stat().st_size for p in self.models.iterdir()) / 1e6

    def _phrasing(self, _: Watch, figures: dict[str, Any]) -> None:
        texts = self._some("train", "count")
        found = list(phrasing.passages(texts, self.config))
        made, told = phrasing.fit(found, self.config["phrasing"])
        figures |= told
        made.save(self.models / "phrasing.npz")
        package.manifest(self.models)

    def _scores(self, watch: Watch, figures: dict[str, Any]) -> None:
        texts = self._some(*_KEPT_BACK)
        found = weigh.scored(self._runtime, texts, self._families, self.config, watch)
        scores.save(self.work / "scores.npz", found)
        figures["articles"] = len(found)

    def _evidence(self, _: Watch, figures: dict[str, Any]) -> None:
        some = self._some("train", "count", *_KEPT_BACK)[: self.config["evidence"]["articles"]]
        told = judged.samples(self.config, development=False, seed=self.config.seed)
        translated = (one.text for one in told if one.kind == "machine-translated")
        figures |= finding_odds((text.text for text in some), translated)
        (self.work / "evidence.json").write_text(json.dumps(figures), encoding="utf-8")

    def _calibration(self, _: Watch, figures: dict[str, Any]) -> None:
        calibration, told = fit_calibration(scores.load(self.work / "scores.npz"))
        figures |= told
        odds = json.loads((self.work / "evidence.json").read_text(encoding="utf-8"))
        package.put(self.models, "calibration.json", replace(calibration, findings=odds).to_dict())

    def _first_pass(self, watch: Watch, figures: dict[str, Any]) -> None:
        network = Runtime(Files(self.models))  # with the new calibration
        texts = self._some(*_KEPT_BACK)
        tables, sound = weigh.looked_at(network, texts, self._families, self.config, watch)
        found, told = fit_first_pass(tables, sound, self.config["first_pass"]["lost"])
        figures |= told
        package.put(self.models, FIRST_LOOK, found.to_dict())

    def _memory(self, _: Watch, figures: dict[str, Any]) -> None:
        config = self.config
        texts = [text.text for text in self._some("train")]
        table, names = remember.memory(
            texts,
            self._families,
            config["shares"],
            config.synonyms(),
            config["memory"],
            config.seed,
        )
        package.put(self.models, "memory.npz", Memory.dumps(table, names))
        figures["phrases"] = len(table)

    def _ranking(self, _: Watch, figures: dict[str, Any]) -> None:
        network = Runtime(Files(self.models))  # with the new memory
        fitted, told = weigh.ranking(network, self._some(*_KEPT_BACK), self._families, self.config)
        figures |= told
        package.put(self.models, "ranking.json", fitted)


_KEPT_BACK = ("dev", "held")
_READ = ("judged", "spellings", "teacher")
"""Sections that name files which windows are made from."""
_NO_MATTER = ("threads", "checkpoint_every", "written")
