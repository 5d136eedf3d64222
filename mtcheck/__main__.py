"""`python -m mtcheck` is the same as `mtcheck`."""

from mtcheck.cli import main

if __name__ == "__main__":
    main()
