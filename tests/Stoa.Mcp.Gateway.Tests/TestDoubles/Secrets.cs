using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.TestDoubles;

/// <summary>What every client of the suite shows to a gateway, and no upstream may ever see, however spelled.</summary>
internal static class Secrets
{
    private static readonly Canary Canary = new();

    public static void AssertAbsent(IEnumerable<SentOn> requests) => Canary.AssertAbsent("A request to an upstream", requests.Select(request => request.ToString()));
}
