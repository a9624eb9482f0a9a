using System.Security.Claims;
using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.TestDoubles;

/// <summary>Calls as the pipeline builds them.</summary>
internal static class Calls
{
    public static Caller Caller(string subject = "ada", string issuer = "https://id.example", string agent = "bot") => new()
    {
        Subject = subject,
        Scheme = "jwt",
        Agent = agent,
        Issuer = issuer,
        Principal = new ClaimsPrincipal(new ClaimsIdentity([new("sub", subject)], "jwt")),
    };

    public static GovernedCall ToolCall(
        string tool = "query_sales", string tenant = "acme", Caller? caller = null, string? arguments = """{"a":1}""", string? version = "2026-07-28") => new()
        {
            DecisionId = Guid.CreateVersion7().ToString(),
            MessageKind = McpMessageKind.Request,
            Operation = "tools/call",
            IsKnownOperation = true,
            Target = new GovernedTarget(GovernedTargetKind.Tool, tool),
            RequestId = "1",
            Transport = new TransportFacts { Kind = "http", ProtocolVersion = version },
            Server = "server",
            ServerEnvironment = "production",
            ReceivedAt = DateTimeOffset.UnixEpoch,
            ReceivedTimestamp = 0,
            Arguments = arguments is null ? default : JsonElement.Parse(arguments),
            Caller = caller ?? Caller(),
            Tenant = tenant,
            ArgumentsDigest = "hmac-sha256:" + arguments,
        };
}
