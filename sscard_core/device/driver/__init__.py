"""The national driver's functions (SSCardDriver) over any card: iReadCardBas and its family, and a bridge for web pages.

Sources: documents of vendors' drivers that follow LD/T 33 and are tested by LD/T 6001.5; the standards' own texts were
not at hand. Strings are GBK where they leave the process.
"""
