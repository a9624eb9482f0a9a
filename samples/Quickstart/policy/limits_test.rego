package stoa.custom_test

import data.stoa.custom

seed(customers) := {"tool": {"name": "seed_test_data", "arguments": {"customers": customers}}}

test_a_few if custom.deny == set() with input as seed(100)

test_too_many if custom.deny == {"at most 100 customers at a time"} with input as seed(101)

test_other_tools if custom.deny == set() with input as {"tool": {"name": "query_sales", "arguments": {"customers": 500}}}
