using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Quotas.Rules;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Makes what upstreams are shown. Equal settings give the same object, so that tokens outlive a reload of the resources that name them.</summary>
internal sealed class UpstreamCredentials
{
    private const int MostKept = 4_096;

    private readonly ISecretSource _secrets;
    private readonly TokenEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly SubjectTokens? _subjectTokens;
    private readonly BoundedCache<UpstreamAuth, IUpstreamCredential> _known;

    public UpstreamCredentials(ISecretSource secrets, TokenEndpoint endpoint, TimeProvider time, SubjectTokens? subjectTokens = null)
    {
        _secrets = secrets;
        _endpoint = endpoint;
        _time = time;
        _subjectTokens = subjectTokens;
        _known = new(MostKept, Make);
    }

    /// <summary>
    /// What shows <paramref name="auth"/>. The first that exchanges tokens has callers' tokens handed on from then on: create it before calls arrive.
    /// </summary>
    public IUpstreamCredential Create(UpstreamAuth auth) => _known.Get(auth);

    private IUpstreamCredential Make(UpstreamAuth auth)
    {
        switch (auth.Type)
        {
            case UpstreamAuthType.None:
                return NoCredential.Instance;
            case UpstreamAuthType.ClientCredentials:
                return new ClientCredentials(auth, _endpoint, _time);
            case UpstreamAuthType.TokenExchange:
                _subjectTokens?.Need();
                return new TokenExchange(auth, _endpoint, _time);
            default:
                return new SecretCredential(auth, _secrets);
        }
    }
}
