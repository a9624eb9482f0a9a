# METADATA
# title: Roles see the tools of their work
# scope: package
package stoa.custom

hide contains "no role of the caller has this tool" if {
	input.resource.type == "tool"
	not has_role_for(input.resource.id)
}

has_role_for(tool) if {
	some role in input.roles
	some pattern in data.role_tools[role]
	glob.match(pattern, null, tool)
}
