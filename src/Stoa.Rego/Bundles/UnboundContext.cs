using Stoa.Rego.Builtins;

namespace Stoa.Rego;

/// <summary>Lets code of builtins run outside a query, on material that the host has chosen.</summary>
internal sealed class UnboundContext : BuiltinContext
{
    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch;

    public override Random Random { get; } = new(0);

    public override CancellationToken CancellationToken => CancellationToken.None;

    public override void Step(int count = 1)
    {
    }

    public override void Produce(long size)
    {
    }

    public override RegoValue? Fail(string message) => null;

    public override RegoValue? FailType(string message) => null;
}
