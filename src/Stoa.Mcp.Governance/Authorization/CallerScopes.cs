using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Compares what is needed with what the caller holds.</summary>
internal static class CallerScopes
{
    public static bool HoldsAll(this Caller caller, IReadOnlyList<string> scopes)
    {
        for (var i = 0; i < scopes.Count; i++)
        {
            if (!caller.Scopes.Contains(scopes[i]))
            {
                return false;
            }
        }

        return true;
    }
}
