using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Makes a policy of the shipped one and a host's own, or tells everything that is wrong with the latter.</summary>
internal static class PolicyCompiler
{
    /// <exception cref="PolicyLoadException">The policy is not usable.</exception>
    public static CompiledPolicy Compile(PolicySources sources, PolicyOptions options)
    {
        var policy = CompileRego(sources, options);
        List<PolicyError> errors = [.. PolicyChecks.ReservedData(sources), .. PolicyChecks.ReservedRules(policy, options), .. PolicyChecks.Decides(policy, sources, options)];
        if (errors.Count == 0)
        {
            errors.AddRange(PolicyChecks.VisibleReadsNoArguments(policy));
        }

        return errors.Count == 0 ? new CompiledPolicy(policy, sources.Revision) : throw new PolicyLoadException(errors);
    }

    private static RegoPolicy CompileRego(PolicySources sources, PolicyOptions options)
    {
        try
        {
            var compiler = new RegoCompiler();
            DefaultPolicyFiles.AddTo(compiler, options.Default);
            sources.AddTo(compiler);
            return compiler.Compile();
        }
        catch (RegoException error)
        {
            throw PolicyErrors.Of(error, sources.Name);
        }
        catch (RegoBundleException error)
        {
            throw PolicyErrors.Of(error);
        }
    }
}
