namespace RestTools.Api;

internal sealed record NewOrder(string Item, int Quantity);
