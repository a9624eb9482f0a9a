using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>A request that is being answered, and who it was opened by.</summary>
internal sealed class WatchedRequest(HttpContext context, Caller caller, bool listens, CredentialWatch watch) : IDisposable
{
    private readonly Lock _gate = new();
    private bool _over;

    public Caller Caller => caller;

    /// <summary>Whether it waits for what may come, and no call of it is under way.</summary>
    public bool Listens => listens;

    /// <summary>Cuts the request off. False where it is over.</summary>
    public bool End()
    {
        // A context is given to another request when this one is over.
        lock (_gate)
        {
            if (_over)
            {
                return false;
            }

            _over = true;
            context.Abort();
            return true;
        }
    }

    public void Dispose()
    {
        watch.Release(this);
        lock (_gate)
        {
            _over = true;
        }
    }
}
