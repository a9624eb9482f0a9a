using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>Tells what is wrong with Rego or a bundle as an error of the policy.</summary>
internal static class PolicyErrors
{
    public static PolicyLoadException Of(RegoException error, string whole) => new([.. error.Errors.Select(one => Of(one, whole))], error);

    public static PolicyLoadException Of(RegoBundleException error) => new([new PolicyError(error.File, 0, 0, error.Reason)], error);

    private static PolicyError Of(RegoError error, string whole)
    {
        var reason = $"{error.Code}: {error.Message}{(error.Hint is null ? "" : $" ({error.Hint})")}";
        return error.Location is { } at ? new PolicyError(at.File, at.Row, at.Column, reason) : new PolicyError(whole, 0, 0, reason);
    }
}
