namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>An engine that runs elsewhere, and may be out of reach.</summary>
internal interface IRemoteEngine : IPolicyEngine
{
    /// <summary>What became of the last questions.</summary>
    RemoteEngineHealth Health { get; }

    /// <summary>Asks for a sign of life that decides nothing.</summary>
    /// <returns>False where the engine has nothing that can be asked so.</returns>
    /// <exception cref="PolicyFault">There was none.</exception>
    ValueTask<bool> ProbeAsync(CancellationToken cancellationToken);
}
