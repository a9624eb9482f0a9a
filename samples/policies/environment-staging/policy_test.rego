package stoa.custom_test

import data.stoa.custom

use(agent, target) := {"agent": {"environment": agent}, "resource": {"properties": target}}

test_staging_does_not_see_production if count(custom.hide) == 1 with input as use("staging", {"environment": "production"})

test_staging_sees_staging if custom.hide == set() with input as use("staging", {"environment": "staging"})

test_staging_sees_what_is_of_no_environment if custom.hide == set() with input as use("staging", {})

test_production_sees_production if custom.hide == set() with input as use("production", {"environment": "production"})
