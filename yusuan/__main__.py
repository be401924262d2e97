"""``python -m yusuan`` is the same as the installed ``yusuan`` command."""

from yusuan.main import main

if __name__ == "__main__":
    main()
