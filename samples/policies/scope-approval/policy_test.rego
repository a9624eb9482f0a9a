package stoa.custom_test

import data.stoa.custom

test_the_tool_needs_the_scope if custom.obligations.scopes == {"users:approve"} with input as {"tool": {"name": "delete-user"}}

test_other_tools_do_not if custom.obligations.scopes == set() with input as {"tool": {"name": "list-users"}}

test_nor_do_prompts if custom.obligations.scopes == set() with input as {"resource": {"type": "prompt", "id": "delete-user"}}
