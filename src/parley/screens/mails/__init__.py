"""Which mails somebody gets: chosen by themselves, or turned off by the link of one."""
