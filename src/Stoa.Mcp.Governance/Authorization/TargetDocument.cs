using System.Runtime.CompilerServices;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>The parts of the document that tell of the target, kept for as long as the catalogue keeps its metadata.</summary>
internal sealed class TargetDocument
{
    private static readonly RegoObjectShape ResourceShape = new("type", "id", "properties");

    private static readonly RegoObjectShape PropertiesShape = new(
        "server", "known", "namespace", "environment", "access", "read_only", "destructive", "idempotent", "open_world", "scopes", "cost");

    private static readonly RegoObjectShape ToolShape = new(
        "name", "known", "namespace", "environment", "access", "read_only", "destructive", "idempotent", "open_world", "scopes", "cost", "arguments");

    private static readonly ConditionalWeakTable<TargetMetadata, TargetDocument> Known = [];

    private readonly GovernedTarget _target;
    private readonly TargetMetadata _metadata;
    private readonly string _server;
    private readonly RegoValue? _namespace;
    private readonly RegoValue? _environment;
    private readonly RegoArray _scopes;
    private readonly RegoObject? _tool;

    private TargetDocument(in GovernedTarget target, TargetMetadata metadata, string server)
    {
        _target = target;
        _metadata = metadata;
        _server = server;
        Id = RegoString.Of(target.Kind == GovernedTargetKind.Server ? server : target.Name);
        Access = RegoString.Of(target.Kind == GovernedTargetKind.Tool ? WordOf(metadata.Access) : "read");
        _namespace = Text(metadata.ToolNamespace);
        _environment = Text(metadata.Environment);
        _scopes = RegoArray.Of(metadata.Scopes.Select(scope => (RegoValue)RegoString.Of(scope)));
        Resource = ResourceShape.Create(WordOf(target.Kind), Id, PropertiesShape.Create(
            server, metadata.Known, _namespace, _environment, Access, IsReadOnly, IsDestructive, Flag(metadata.Idempotent), Flag(metadata.OpenWorld), _scopes, metadata.Cost));
        _tool = target.Kind == GovernedTargetKind.Tool ? MakeTool(null) : null;
    }

    public RegoString Id { get; }

    public RegoString Access { get; }

    public RegoObject Resource { get; }

    public RegoValue? ToolName => _tool is null ? null : Id;

    private bool IsReadOnly => Access.Value == "read";

    private bool IsDestructive => Access.Value == "destructive";

    public static TargetDocument Of(in PolicyInput input)
    {
        // One set of metadata belongs to one target, but for templates and for what is not known at all.
        if (!ReferenceEquals(input.Metadata, TargetMetadata.None)
            && Known.TryGetValue(input.Metadata, out var known) && known._target == input.Target && known._server == input.Server)
        {
            return known;
        }

        var made = new TargetDocument(input.Target, input.Metadata, input.Server);
        if (input.Metadata.Known)
        {
            Known.TryAdd(input.Metadata, made);
        }

        return made;
    }

    /// <summary>The alias <c>tool</c>, or null where the target is no tool.</summary>
    public RegoObject? Tool(RegoValue? arguments) => _tool is null || arguments is null ? _tool : MakeTool(arguments);

    private RegoObject MakeTool(RegoValue? arguments) => ToolShape.Create(
        Id, _metadata.Known, _namespace, _environment, Access, IsReadOnly, IsDestructive, Flag(_metadata.Idempotent), Flag(_metadata.OpenWorld), _scopes, _metadata.Cost, arguments);

    private static string WordOf(GovernedTargetKind kind) => kind switch
    {
        GovernedTargetKind.Server => "server",
        GovernedTargetKind.Tool => "tool",
        GovernedTargetKind.Prompt => "prompt",
        GovernedTargetKind.Resource => "resource",
        GovernedTargetKind.ResourceTemplate => "resource_template",
        GovernedTargetKind.Task => "task",
        _ => "unknown",
    };

    internal static string WordOf(ToolAccess access) => access switch
    {
        ToolAccess.Read => "read",
        ToolAccess.Write => "write",
        ToolAccess.Destructive => "destructive",
        _ => "unclassified",
    };

    private static RegoString? Text(string? text) => string.IsNullOrEmpty(text) ? null : RegoString.Of(text);

    private static RegoBoolean? Flag(bool? flag) => flag is { } value ? RegoBoolean.Of(value) : null;
}
