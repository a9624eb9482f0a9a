# METADATA
# title: A scope for each kind of access
# scope: package
package stoa.custom

needed := {
	"read": "stoa:read",
	"write": "stoa:write",
	"destructive": "stoa:admin",
	"unclassified": "stoa:admin",
}

obligations.scopes contains needed[input.resource.properties.access] if input.resource.type != "server"
