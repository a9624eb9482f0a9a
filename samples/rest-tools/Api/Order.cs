namespace RestTools.Api;

internal sealed record Order(string Id, string Item, int Quantity, string Status);
