namespace Stoa.Mcp.Governance.Quotas.Rules;

/// <summary>Gives a rule that holds for a while, besides those of configuration, tenants and grants. Asked on every call: it must cost next to nothing.</summary>
internal interface IQuotaRuleSource
{
    /// <summary>The rule that counts this call, the same object for as long as it holds; null for none.</summary>
    AppliedRule? Find(in QuotaRequest request);
}
