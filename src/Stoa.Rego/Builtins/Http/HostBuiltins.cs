namespace Stoa.Rego.Builtins;

/// <summary>What reaches beyond the process: <c>http.send</c>, and <c>opa.runtime</c>, which tells what the host says of itself.</summary>
internal static class HostBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("http.send", [RegoTypes.Members], RegoTypes.Members, BuiltinFailure.Guarding(HttpCalls.Send)) { IsNondeterministic = true, IsRestricted = true },
        new("opa.runtime", [], RegoTypes.Members, static (context, _) => context.Runtime) { IsNondeterministic = true, IsRestricted = true },
    ];
}
