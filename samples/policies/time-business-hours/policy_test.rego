package stoa.custom_test

import data.stoa.custom

call(time, read_only) := {"operation": "tools/call", "tool": {"read_only": read_only}, "context": {"time": time}}

test_a_change_at_nine if custom.deny == set() with input as call("2026-11-27T09:00:00.0000000Z", false)

test_a_change_at_the_first_minute if custom.deny == set() with input as call("2026-11-27T08:00:00.0000000Z", false)

test_a_change_at_the_end if count(custom.deny) == 1 with input as call("2026-11-27T18:00:00.0000000Z", false)

test_a_change_on_saturday if count(custom.deny) == 1 with input as call("2026-11-28T09:00:00.0000000Z", false)

test_reading_at_night if custom.deny == set() with input as call("2026-11-27T03:00:00.0000000Z", true)
