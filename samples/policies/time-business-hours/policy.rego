# METADATA
# title: Changes within business hours
# scope: package
package stoa.custom

zone := "UTC"

days := {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}

deny contains "changes are made on workdays between 8 and 18 o'clock" if {
	input.operation == "tools/call"
	not input.tool.read_only
	not within_hours
}

within_hours if {
	now := time.parse_rfc3339_ns(input.context.time)
	time.weekday([now, zone]) in days
	[hour, _, _] := time.clock([now, zone])
	hour >= 8
	hour < 18
}
