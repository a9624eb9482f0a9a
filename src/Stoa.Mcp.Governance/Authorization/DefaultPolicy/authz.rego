# METADATA
# title: The default policy
# description: |
#   Deny by default. Grants show and allow; the package stoa.custom, if there is one, can only take away: hide, deny, ask for more.
#   With Stoa:Policy:Default set to false a policy of yours stands in the place of this file.
# scope: package
package stoa.authz

# May the caller know of the target? Must not read arguments.
default visible := false

visible if {
	data.stoa.grants.visible
	not hidden
}

# Anything but an empty set hides: a rule that was written as no set must not be one without effect.
hidden if data.stoa.custom.hide != set()

# May the call run? It does if this is true, `deny` has no reason, and every obligation is met.
default allow := false

allow if data.stoa.grants.allow

deny contains reason if some reason in data.stoa.custom.deny

deny contains "data.stoa.custom.deny must be a set of reasons: write `deny contains reason if …`" if type_name(data.stoa.custom.deny) != "set"

# What has to be so, or be done, where the call is allowed.
obligations := data.stoa.custom.obligations

# Explanations, for the audit record and the step-up challenge.
required_scopes := data.stoa.grants.required_scopes

missing_scopes := data.stoa.grants.missing_scopes

matched := data.stoa.grants.matched

reasons := [reason | some reason in data.stoa.custom.hide] if {
	hidden
	is_set(data.stoa.custom.hide)
}

else := ["data.stoa.custom.hide must be a set of reasons: write `hide contains reason if …`"] if hidden

else := data.stoa.grants.reasons
