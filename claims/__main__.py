"""`python -m claims`: the command line without its script."""

from claims.cli import main

if __name__ == "__main__":
    main()
