# METADATA
# title: What a payment may be
# scope: package
package stoa.custom

payment := input.tool.arguments if input.tool.name == "transfer"

deny contains "amount must be a number above 0" if {
	payment
	not valid_amount
}

deny contains sprintf("currency must be one of %s", [concat(", ", object.keys(data.payment_limits))]) if {
	payment
	not limit
}

deny contains sprintf("amount is above the limit of %v %s", [limit, payment.currency]) if payment.amount > limit

obligations.approval := sprintf("%v %s is above half the limit", [payment.amount, payment.currency]) if payment.amount > limit / 2

limit := data.payment_limits[payment.currency]

valid_amount if {
	is_number(payment.amount)
	payment.amount > 0
}
