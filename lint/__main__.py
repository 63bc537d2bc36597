"""``python -m lint``: the same as the command ``jixiao``."""

from lint.cli.main import main

if __name__ == "__main__":
    main()
