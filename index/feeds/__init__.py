"""Sources that keep themselves: followed once, and looked at again and again.

url -> feed: what is there (`looking`), what of it is new (`planning`), articles (`refreshing`), when again (`times`)
"""
