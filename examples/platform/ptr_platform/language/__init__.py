"""What people read, in the language they chose: texts, dates, errors; the data of `translations/`.

Kept true: a text is written in English where it is needed, and its translations stand in one
`.po` file a language, and nowhere else. Pages and commands ask the same catalogues. What programs
read, the log and the scheduler's lines, stays English.
"""
