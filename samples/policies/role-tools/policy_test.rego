package stoa.custom_test

import data.stoa.custom

role_tools := {"analyst": ["report_*", "forecast"], "support": ["read_customer"]}

use(roles, tool) := {"roles": roles, "resource": {"type": "tool", "id": tool}}

test_a_tool_of_the_role if custom.hide == set() with input as use(["analyst"], "report_sales") with data.role_tools as role_tools

test_a_tool_of_one_of_the_roles if custom.hide == set() with input as use(["guest", "support"], "read_customer") with data.role_tools as role_tools

test_a_tool_of_another_role if count(custom.hide) == 1 with input as use(["analyst"], "read_customer") with data.role_tools as role_tools

test_no_role if count(custom.hide) == 1 with input as use([], "report_sales") with data.role_tools as role_tools

test_prompts_are_left_alone if custom.hide == set() with input as {"roles": [], "resource": {"type": "prompt", "id": "p"}} with data.role_tools as role_tools
