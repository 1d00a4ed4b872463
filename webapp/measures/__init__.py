"""Co-production measures: what families said, as numbers anybody may see.

Owns: definitions of measures, rules of disclosure, frozen releases and who signed them, results of earlier surveys.
Words: a *measure* is one promise put as a question; a *figure* is one published number with its range and base; a
*release* is everything published about one wave, frozen and numbered; *hidden* means kept back to protect people.
Flow: `surveys.results` → `calculation` → `disclosure` → `release` → two people sign → pages and files, all from
one document.
"""
