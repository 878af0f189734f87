"""Whether the rules of the house were kept, found from the rows alone (R1-R71).

The checks read tables and the numbers of the policy as they are stored. They call nothing that
keeps a rule: what a mistake there leaves in the rows is found here.
"""
