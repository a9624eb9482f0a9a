using Stoa.Mcp.Gateway.Authz.Deciding;

namespace Stoa.Mcp.Gateway.Authz.Answering;

/// <summary>The headers for the client: of a denial all of its answer, of an allow those that tell what is left of its quota.</summary>
internal static class AnswerHeaders
{
    // How long an answer is, and how it is framed, is for whoever sends it.
    private static readonly string[] Framing = ["Content-Length", "Transfer-Encoding"];

    public static IEnumerable<(string Name, string Value)> Of(AuthzDecision decision)
    {
        foreach (var (name, values) in decision.Answer.Headers)
        {
            if (!Framing.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return (name, values.ToString());
            }
        }
    }
}
