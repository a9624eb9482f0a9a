using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Shadow;

/// <summary>What denials are told apart by.</summary>
internal sealed record DenialKey
{
    public string? Tenant { get; init; }

    /// <summary>The caller's subject; before it is known the address it came from.</summary>
    public required string Caller { get; init; }

    public string? Agent { get; init; }

    public required string Operation { get; init; }

    public required string TargetKind { get; init; }

    public required string Target { get; init; }

    public required string Access { get; init; }

    public required long Code { get; init; }

    public required string CodeName { get; init; }

    public required string Step { get; init; }

    public static DenialKey Of(EntryView view) => new()
    {
        Tenant = view.Entry.Tenant,
        Caller = view.Text("caller", "subject") ?? view.Text("transport", "remote_address") ?? "",
        Agent = view.Text("caller", "agent"),
        Operation = view.Text("operation") ?? "",
        TargetKind = view.Text("target", "kind") ?? "",
        Target = view.Text("target", "name") ?? "",
        Access = view.Text("target", "access") ?? "unclassified",
        Code = view.Number("code") ?? 0,
        CodeName = view.Text("code_name") ?? "",
        Step = view.Text("step") ?? "",
    };
}
