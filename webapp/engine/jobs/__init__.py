"""Background work: rows hold what is due, the queue only rings the bell.

Owns: the list of jobs (`runner.register`), waking one after commit (`runner.poke`), the table of what runs
when
(`schedule`), the record of each job's last run. A job takes ids, claims its rows in a transaction and is safe
to run
twice; a lost poke costs a minute, never truth. Words: job, poke, sweep.
"""
