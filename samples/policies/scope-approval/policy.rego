# METADATA
# title: One tool needs a scope of its own
# scope: package
package stoa.custom

obligations.scopes contains "users:approve" if input.tool.name == "delete-user"
