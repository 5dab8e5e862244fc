using Microsoft.Extensions.DependencyInjection;

namespace Portal.Infrastructure.Incidents;

public static class IncidentsServices
{
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddScoped<IncidentBook>();
        services.AddScoped<IncidentMail>();
        services.AddScoped<Admissions>();
        services.AddScoped<HeldFiles>();
        services.AddScoped<FleetFaults>();
        services.AddScoped<FleetJournal>();
        services.AddScoped<OperatorIncidents>();
        services.AddScoped<OperatorMail>();
        services.AddScoped<SecretWarning>();
        services.AddScoped<Forecast>();
        return services;
    }
}
