"""What servers follow: offered, followed, and looked at when it is due; knows neither discord nor typer."""
