using System.Net.Http.Headers;

namespace Stoa.Mcp.IntegrationTests.Invariant;

internal static class HeaderText
{
    public static string GetValueOrNothing(this HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";
}
