using System.Collections.Frozen;
using Stoa.Rego.Builtins;

namespace Stoa.Rego.Compilation;

/// <summary>What every part of one compilation shares.</summary>
/// <param name="Tree">What the modules define.</param>
/// <param name="Builtins">The builtins that the policy may call.</param>
/// <param name="Errors">Where errors go.</param>
/// <param name="Metadata">What annotations say.</param>
/// <param name="PrintEnabled">Whether <c>print</c> calls do something; else they vanish.</param>
/// <param name="Statements">Where each statement stands, if evaluations are to report them; else null.</param>
internal sealed record CompilationContext(
    RuleTree Tree, FrozenDictionary<string, Builtin> Builtins, ErrorList Errors, Metadata Metadata, bool PrintEnabled, ISet<SourceLocation>? Statements);
