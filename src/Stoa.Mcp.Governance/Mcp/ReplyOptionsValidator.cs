using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

internal sealed class ReplyOptionsValidator : IValidateOptions<ReplyOptions>
{
    private static readonly string[] Styled =
    [
        GovernanceCode.Denied.NameOf(), GovernanceCode.ApprovalRequired.NameOf(), GovernanceCode.QuotaExceeded.NameOf(),
        GovernanceCode.PolicyUnavailable.NameOf(), GovernanceCode.AuditUnavailable.NameOf(), GovernanceCode.UpstreamUnavailable.NameOf(),
    ];

    public ValidateOptionsResult Validate(string? name, ReplyOptions options)
    {
        var errors = options.Styles.Keys
            .Where(code => !Styled.Contains(code, StringComparer.Ordinal))
            .Select(code => $"Stoa:Replies:Styles:{code} names a code whose answer cannot be changed; allowed are {string.Join(", ", Styled)}.")
            .ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
