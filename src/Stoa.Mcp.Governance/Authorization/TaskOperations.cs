using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// The operations on tasks. A task exists only because a granted call made it, and its handle answers only to the caller it was
/// given to, which is enforced where handles are kept; so a tenant that is granted anything may use these.
/// </summary>
internal static class TaskOperations
{
    private static readonly FrozenSet<string> Methods = FrozenSet.ToFrozenSet(
        ["tasks/get", "tasks/result", "tasks/update", "tasks/cancel", "tasks/list"], StringComparer.Ordinal);

    public static bool Contains(string method) => Methods.Contains(method);
}
