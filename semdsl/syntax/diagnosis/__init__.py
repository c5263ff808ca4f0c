"""Why a text cannot be read: from the word where reading stopped to the mistake of its author, and how it is mended.

``diagnose`` asks the rules, in this order: words that are missing or wrong, and forms that other languages have. The
modules ``mistakes…`` and ``misspellings`` have a sentence for each mistake, ``repair`` a fix where one word mends it.
"""
