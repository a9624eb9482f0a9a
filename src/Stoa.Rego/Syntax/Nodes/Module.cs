namespace Stoa.Rego.Syntax;

/// <summary>One source file.</summary>
/// <param name="File">The name it was given.</param>
/// <param name="Package">Its package.</param>
/// <param name="Imports">Its imports in order.</param>
/// <param name="Rules">Its rules in order; else branches hang on their rule.</param>
/// <param name="Annotations">Its metadata blocks in order.</param>
/// <param name="Comments">All its comments in order.</param>
internal sealed record Module(
    string File, Package Package, IReadOnlyList<Import> Imports, IReadOnlyList<Rule> Rules, IReadOnlyList<Annotations> Annotations, IReadOnlyList<Comment> Comments);

/// <summary><c>package a.b["c"]</c>, without the <c>data</c> before it.</summary>
internal sealed record Package(SourceLocation Location, IReadOnlyList<string> Path);

/// <summary><c>import data.a.b as c</c>. The path begins with <c>data</c>, <c>input</c>, <c>rego</c> or <c>future</c>.</summary>
internal sealed record Import(SourceLocation Location, IReadOnlyList<string> Path, string? Alias)
{
    /// <summary>The name that the import is known by: the alias, else the path's last part.</summary>
    public string Name => Alias ?? Path[^1];
}

/// <summary>A comment, its text without the <c>#</c>.</summary>
internal sealed record Comment(SourceLocation Location, string Text);

/// <summary>A metadata block: <c># METADATA</c> and the YAML in the comment lines after it.</summary>
/// <param name="Location">Where <c># METADATA</c> stands.</param>
/// <param name="Scope"><c>rule</c>, <c>document</c>, <c>package</c> or <c>subpackages</c>: the given one, or the default for what follows.</param>
/// <param name="Content">
/// The block as a value, normalized as OPA does: authors and related_resources as objects, schemas, organizations, custom, entrypoint, title,
/// description, scope included.
/// </param>
/// <param name="TargetLocation">Where the package or rule that it annotates begins.</param>
internal sealed record Annotations(SourceLocation Location, string Scope, RegoObject Content, SourceLocation TargetLocation);
