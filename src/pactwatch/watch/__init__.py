"""Watching: feeds, sitemaps and folders are looked at again and again, and each new article is captured, then read.

The work lies in the jobs table (operations/jobs.py); `Worker` takes one job after the other, as many workers as there are.
"""
