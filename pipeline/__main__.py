"""`python -m pipeline` is the command `cardfile`."""

from pipeline.start import main

if __name__ == "__main__":
    main()
