using Stoa.Mcp.LoadComparison;
using Stoa.Mcp.LoadComparison.Gateway;
using Stoa.Mcp.LoadComparison.Overload;
using Stoa.Mcp.LoadComparison.Server;

if (args is ["serve", var variant, var folder])
{
    await VariantServer.RunAsync(variant, folder);
    return 0;
}

if (args is ["serve-gateway", var gateway, var place, var upstream])
{
    await GatewayServer.RunAsync(gateway, place, upstream);
    return 0;
}

if (args is ["gateway", ..])
{
    if (GatewayComparisonOptions.Parse(args[1..], out var wrong) is { } compared)
    {
        return await new GatewayComparison(compared).RunAsync();
    }

    Console.Error.WriteLine(wrong);
    Console.Error.WriteLine(GatewayComparisonOptions.Usage);
    return 2;
}

if (args is ["overload", ..])
{
    if (OverloadOptions.Parse(args[1..], out var wrong) is { } overload)
    {
        return await new OverloadComparison(overload).RunAsync();
    }

    Console.Error.WriteLine(wrong);
    Console.Error.WriteLine(OverloadOptions.Usage);
    return 2;
}

if (ComparisonOptions.Parse(args, out var problem) is not { } options)
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(ComparisonOptions.Usage);
    return 2;
}

return await new Comparison(options).RunAsync();
