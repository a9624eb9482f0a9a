package stoa.grants

# What every caller of a declared tenant may use, because the protocol itself rests on it and it reaches nothing that a grant names. What a list
# or a subscription tells is decided item by item.
protocol if {
	input.resource.type == "server"
	input.operation in protocol_operations
}

protocol_operations := {
	# Handshake and keep-alive.
	"initialize",
	"server/discover",
	"ping",
	"notifications/initialized",
	"notifications/cancelled",
	"notifications/progress",
	"notifications/roots/list_changed",
	"logging/setLevel",

	# Lists, filtered item by item.
	"tools/list",
	"prompts/list",
	"resources/list",
	"resources/templates/list",

	# The stream of changes; the URIs it asks for are decided one by one.
	"subscriptions/listen",

	# Names of what has no method: an answer to the server, and HTTP GET and DELETE.
	"response",
	"session/stream",
	"session/end",
}

# The protocol's operations on one tool, prompt, resource or template. Any other method on such a name is an extension, whose effect nobody
# knows, and has to be granted as an operation as well.
target_operations := {
	"tools/call",
	"tools/list",
	"prompts/get",
	"prompts/list",
	"resources/read",
	"resources/list",
	"resources/templates/list",
	"resources/subscribe",
	"resources/unsubscribe",
	"subscriptions/listen",
	"notifications/resources/updated",
	"completion/complete",
}

task_operations := {"tasks/get", "tasks/result", "tasks/update", "tasks/cancel", "tasks/list"}
