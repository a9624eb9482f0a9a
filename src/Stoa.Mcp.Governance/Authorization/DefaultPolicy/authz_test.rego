package stoa.authz_test

import data.stoa.authz
import data.stoa.grants_test

request := grants_test.call("report", {"namespace": "analytics"})

test_custom_denial if {
	authz.deny == {"closed on Sundays"} with input as request
		with data.stoa.tenants as grants_test.tenants
		with data.stoa.custom as {"deny": {"closed on Sundays"}}
}

test_no_custom_denial if {
	authz.deny == set() with input as request with data.stoa.tenants as grants_test.tenants
}

test_custom_denial_of_another_form_denies if {
	every form in [true, false, "no", ["no"], {"no": true}] {
		count(authz.deny) > 0 with input as request with data.stoa.tenants as grants_test.tenants with data.stoa.custom as {"deny": form}
	}
}

test_custom_hiding if {
	not authz.visible with input as request with data.stoa.tenants as grants_test.tenants with data.stoa.custom as {"hide": {"secret"}}
	authz.reasons == ["secret"] with input as request with data.stoa.tenants as grants_test.tenants with data.stoa.custom as {"hide": {"secret"}}
}

test_custom_hiding_of_another_form_hides if {
	every form in [true, false, "no", ["no"], {"no": true}] {
		not authz.visible with input as request with data.stoa.tenants as grants_test.tenants with data.stoa.custom as {"hide": form}
	}
}

test_custom_rules_cannot_add if {
	other := grants_test.call("report", {"namespace": "billing"})
	custom := {"allow": true, "visible": true, "deny": set(), "hide": set()}
	not authz.allow with input as other with data.stoa.tenants as grants_test.tenants with data.stoa.custom as custom
	not authz.visible with input as other with data.stoa.tenants as grants_test.tenants with data.stoa.custom as custom
}
