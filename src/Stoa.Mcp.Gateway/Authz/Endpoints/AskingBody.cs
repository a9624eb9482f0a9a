using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Gateway.Authz.Endpoints;

/// <summary>The body of a question, read whole and never more of it than the cap.</summary>
internal static class AskingBody
{
    public static async ValueTask<(byte[]? Bytes, EdgeRefusal? Refusal)> ReadAsync(HttpContext asking, int cap)
    {
        try
        {
            var bytes = await BodyReader.ReadAsync(asking.Request, cap, asking.RequestAborted);
            return bytes is null ? (null, BodyReader.TooLarge(cap)) : (bytes, null);
        }
        catch (BadHttpRequestException error) when (!asking.RequestAborted.IsCancellationRequested)
        {
            return (null, BodyReader.Unreadable(error));
        }
    }
}
