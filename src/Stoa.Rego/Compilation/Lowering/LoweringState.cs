using Stoa.Rego.Syntax;

namespace Stoa.Rego.Compilation.Lowering;

/// <summary>What the parts of lowering one rule or query share.</summary>
internal sealed class LoweringState(CompilationContext context, ModuleNames names, Rule? rule)
{
    public CompilationContext Context { get; } = context;

    public ModuleNames Names { get; } = names;

    /// <summary>The rule, or null for a query.</summary>
    public Rule? Rule { get; } = rule;

    public Scope Scope { get; } = new();

    public void Error(string code, SourceLocation location, string message, string? hint = null) =>
        Context.Errors.Add(code, location, message, hint);

    /// <summary>What a name means here.</summary>
    public CoreTerm Resolve(VarTerm name)
    {
        if (Scope.Declared(name.Name) is { } declared)
        {
            return new CoreVariable(name.Location, declared);
        }

        if (!name.IsWildcard && !Scope.IsHidden(name.Name) && Names.Find(name.Name) is { } global)
        {
            CoreTerm root = global.Root == "data" ? new CoreData(name.Location) : new CoreInput(name.Location);
            CoreTerm[] keys = [.. global.Path.Select(part => new CoreConstant(name.Location, RegoString.Of(part)))];
            return keys.Length == 0 ? root : new CoreReference(name.Location, root, keys);
        }

        return new CoreVariable(name.Location, Scope.Undeclared(name.Name, name.Location));
    }
}
