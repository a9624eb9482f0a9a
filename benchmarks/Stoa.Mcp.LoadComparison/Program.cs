using Stoa.Mcp.LoadComparison;
using Stoa.Mcp.LoadComparison.Server;

if (args is ["serve", var variant, var folder])
{
    await VariantServer.RunAsync(variant, folder);
    return 0;
}

if (ComparisonOptions.Parse(args, out var problem) is not { } options)
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(ComparisonOptions.Usage);
    return 2;
}

return await new Comparison(options).RunAsync();
